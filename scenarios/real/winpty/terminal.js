// A terminal as in an editor: node-pty loads winpty.dll, which starts winpty-agent.exe with a
// console, and the agent starts the shell there. Says hello to the shell every 200 ms and prints
// the answers.
const pty = require('../../../build/third_party/real/node_modules/node-pty');

// node-pty reports a write to a lost agent by no event of the terminal's. An application that wants
// to live on has only this.
process.on('uncaughtException', error => console.log(`uncaught: ${error.code}`));

const terminal = pty.spawn('cmd.exe', ['/q'], { useConpty: false, cols: 80, rows: 25 });
terminal.onData(data => {
    if (data.includes('hello'))
        console.log('hello');
});
terminal.onExit(({ exitCode }) => console.log(`shell ended: ${exitCode}`));
setInterval(() => terminal.write('echo hello\r'), 200);
