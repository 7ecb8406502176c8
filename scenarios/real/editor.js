// An editor with a language server: it starts the server, talks to it by messages over stdin and
// stdout, opens a file, and asks about it every 200 ms. The first argument names the server:
//   typescript   typescript-language-server, which starts two tsservers, and one of these another
//                process
//   biome        `biome lsp-proxy`, which starts a daemon where there is none
// A `biome lsp-proxy` that does not answer within its first 10 s is ended and started again: sometimes
// it misses the daemon that it has just started.
// Node puts the server into a job, which ends it with the editor. An editor in another language has
// no such job: the second argument, `detached`, leaves it out.
const { spawn } = require('child_process');
const path = require('path');

const real = path.resolve(__dirname, '../../build/third_party/real');
const tsserver = path.join(real, 'node_modules/typescript/lib/tsserver.js');
const servers = {
    typescript: [process.execPath,
        path.join(real, 'node_modules/typescript-language-server/lib/cli.mjs'), '--stdio'],
    biome: [path.join(real, 'biome/biome.exe'), 'lsp-proxy'],
};
const questions = {
    typescript: ['textDocument/hover', { position: { line: 0, character: 5 } }],
    biome: ['textDocument/formatting', { options: { tabSize: 4, insertSpaces: true } }],
};
const kind = process.argv[2];
const uri = 'file:///' + path.join(__dirname, 'sample.ts').replace(/\\/g, '/');

const [program, ...words] = servers[kind];
const first_answer_ms = { biome: 10000 };
const asked = new Map();
let server, received, answers;

function start() {
    const own = spawn(program, words, {
        detached: process.argv[3] === 'detached',
        stdio: ['pipe', 'pipe', 'ignore'],
    });
    own.on('exit', (code, signal) => {
        if (own === server)
            console.log(`server ended: ${code} ${signal}`);
    });
    own.stdin.on('error', () => {}); // the same news as its end
    own.stdout.on('data', data => {
        if (own === server)
            take(data);
    });
    server = own;
    received = Buffer.alloc(0);
    asked.clear();
    answers = 0;
    edit();
    if (!first_answer_ms[kind])
        return;
    setTimeout(() => {
        if (own === server && answers === 0 && own.exitCode === null) {
            own.kill();
            start();
        }
    }, first_answer_ms[kind]);
}

function send(message) {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message });
    server.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
}

function ask(method, params) {
    const id = asked.size + 1;
    send({ id, method, params });
    return new Promise(answered => asked.set(id, answered));
}

function receive(message) {
    if (message.method && message.id !== undefined)
        send({ id: message.id, result: null }); // a question of the server's
    else if (!message.method)
        asked.get(message.id)(message);
}

function take(data) {
    received = Buffer.concat([received, data]);
    for (;;) {
        const begin = received.indexOf('\r\n\r\n') + 4;
        if (begin < 4)
            return;
        const end = begin + Number(/Content-Length: (\d+)/i.exec(received.subarray(0, begin))[1]);
        if (received.length < end)
            return;
        receive(JSON.parse(received.subarray(begin, end)));
        received = received.subarray(end);
    }
}

async function edit() {
    await ask('initialize', {
        processId: process.pid, rootUri: null, capabilities: {},
        initializationOptions: { tsserver: { path: tsserver } },
    });
    send({ method: 'initialized', params: {} });
    const opened = { uri, languageId: 'typescript', version: 1, text: 'let a   = 42\n' };
    send({ method: 'textDocument/didOpen', params: { textDocument: opened } });
    const [method, params] = questions[kind];
    for (;;) {
        const { result, error } = await ask(method, { textDocument: { uri }, ...params });
        answers++;
        console.log(result ? 'answered' : `not answered: ${error ? error.message : 'empty'}`);
        await new Promise(later => setTimeout(later, 200)); // as a person types
    }
}

start();
setInterval(() => {}, 1000); // an editor has something to do without its server, too
