// A server and its helper, which talk over TCP. The server asks every 50 ms, and prints the answers.
const net = require('net');
const { fork } = require('child_process');

function help(port) {
    const socket = net.connect(port, '127.0.0.1');
    socket.on('data', question => socket.write(`answer to ${question}`));
    socket.on('close', () => process.exit(3));
}

function serve(socket) {
    let asked = 0;
    const timer = setInterval(() => socket.write(`question ${++asked}`), 50);
    socket.on('data', answer => console.log(`${answer}`));
    socket.on('error', error => console.log(`error: ${error.code}`));
    socket.on('close', () => {
        clearInterval(timer);
        console.log('helper lost');
    });
}

if (process.argv[2] === 'helper') {
    help(Number(process.argv[3]));
} else {
    const server = net.createServer(serve);
    server.listen(0, '127.0.0.1', () => fork(__filename, ['helper', server.address().port]));
    setInterval(() => {}, 1000);
}
