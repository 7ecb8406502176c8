// Forks a child and asks it over the channel of child_process.fork, every 50 ms. The next question
// does not wait for the answer.
const { fork } = require('child_process');

if (process.argv[2] === 'child') {
    process.on('message', n => process.send(`answer ${n}`));
} else {
    const child = fork(__filename, ['child'], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    let asked = 0;
    const timer = setInterval(() => {
        if (child.connected)
            child.send(++asked);
    }, 50);
    child.on('message', answer => console.log(answer));
    child.on('error', error => console.log(`error: ${error.code}`));
    child.on('disconnect', () => console.log('disconnected'));
    child.on('exit', (code, signal) => console.log(`child ended: ${code} ${signal}`));
}
