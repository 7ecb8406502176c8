// An application with a PostgreSQL of its own: it makes the database where there is none, starts
// the server with pg_ctl, and connects twice. The first connection stays idle, the second is busy
// with a query without an end. The server refuses to run as administrator; pg_ctl takes these
// rights from it.
const { spawnSync } = require('child_process');
const fs = require('fs');
const net = require('net');
const path = require('path');

const root = path.resolve(__dirname, '../../..');
const bin = path.join(root, 'build/third_party/real/postgres/native/bin');
const data = path.join(root, 'build/real/postgres');
const port = 54329;

function run(program, args) {
    const { status } = spawnSync(path.join(bin, program), args, { stdio: 'ignore' });
    console.log(`${program} ended: ${status}`);
    if (status !== 0)
        process.exit(2);
}

function say(socket, query) {
    const head = Buffer.from('Q\0\0\0\0');
    head.writeInt32BE(query.length + 5, 1);
    socket.write(Buffer.concat([head, Buffer.from(query + '\0')]));
}

function connect(name, query, then) {
    const socket = net.connect(port, '127.0.0.1', () => {
        const words = Buffer.from('\0\x03\0\0user\0postgres\0database\0postgres\0\0', 'latin1');
        const size = Buffer.alloc(4);
        size.writeInt32BE(words.length + 4);
        socket.write(Buffer.concat([size, words]));
    });
    let ready = false;
    socket.on('data', data => {
        if (!ready && data.includes('Z\0\0\0\x05I')) {
            ready = true;
            console.log(`${name} is connected`);
            if (query)
                say(socket, query);
            if (then)
                then();
        }
        if (data.includes('at work'))
            console.log(`${name} is at work`);
    });
    socket.on('error', error => console.log(`${name} failed: ${error.code}`));
    socket.on('close', () => console.log(`${name} is closed`));
}

if (!fs.existsSync(path.join(data, 'PG_VERSION')))
    run('initdb.exe', ['-D', data, '-U', 'postgres', '-A', 'trust', '-N', '--no-locale']);
fs.rmSync(path.join(data, 'postmaster.pid'), { force: true }); // left by a server that was killed
run('pg_ctl.exe', ['start', '-w', '-D', data, '-l', path.join(root, 'build/real/postgres.log'),
    '-o', `-p ${port} -h 127.0.0.1`]);
const endless = "do $$ begin raise notice 'at work'; loop end loop; end $$";
connect('idle', '', () => connect('busy', endless));
setInterval(() => {}, 1000);
