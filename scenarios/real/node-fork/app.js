// Forks a child, by the options of child_process.fork:
//   attached | detached       the option `detached`
//   timer | no-timer          whether the child has a timer, which keeps it alive
//   channel | no-channel      whether the channel to the child is kept, or disconnected at once
const { fork } = require('child_process');
const [how, timer, channel] = process.argv.slice(2);

const child = fork(__dirname + '/child.js', [timer], {
    detached: how === 'detached',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
});
child.once('message', () => {
    if (channel === 'no-channel')
        child.disconnect();
    console.log('connected');
});
child.on('exit', (code, signal) => console.log(`child ended: ${code} ${signal}`));
setInterval(() => {}, 1000); // an application has something to do without its child, too
