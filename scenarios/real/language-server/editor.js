// An editor with a TypeScript server, as with any language server: it starts the server, talks to
// it by messages over stdin and stdout, opens a file and asks about it every 200 ms. The server
// starts two tsservers, and one of these a process for the types of packages.
const { spawn } = require('child_process');
const path = require('path');
const modules = path.resolve(__dirname, '../../../build/third_party/real/node_modules');
const file = 'file:///' + __filename.replace(/\\/g, '/').replace('editor.js', 'sample.ts');

const server = spawn(process.execPath,
    [path.join(modules, 'typescript-language-server/lib/cli.mjs'), '--stdio'],
    { stdio: ['pipe', 'pipe', 'ignore'] });
server.on('exit', (code, signal) => console.log(`server ended: ${code} ${signal}`));
server.stdin.on('error', () => {});

let next = 1;
const asked = new Map();

function send(message) {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message });
    server.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
}

function ask(method, params) {
    send({ id: next, method, params });
    return new Promise(answered => asked.set(next++, answered));
}

let received = Buffer.alloc(0);
server.stdout.on('data', data => {
    received = Buffer.concat([received, data]);
    for (;;) {
        const head = received.indexOf('\r\n\r\n');
        const size = head < 0 ? NaN : Number(/Content-Length: (\d+)/.exec(received.slice(0, head))[1]);
        if (!(received.length >= head + 4 + size))
            return;
        const message = JSON.parse(received.slice(head + 4, head + 4 + size));
        received = received.slice(head + 4 + size);
        if (message.method && message.id !== undefined)
            send({ id: message.id, result: null });
        else if (asked.has(message.id))
            asked.get(message.id)(message);
    }
});

(async () => {
    await ask('initialize', {
        processId: process.pid, rootUri: null, capabilities: {},
        initializationOptions: { tsserver: { path: path.join(modules, 'typescript/lib/tsserver.js') } },
    });
    send({ method: 'initialized', params: {} });
    send({
        method: 'textDocument/didOpen',
        params: { textDocument: { uri: file, languageId: 'typescript', version: 1, text: 'let answer = 42\n' } },
    });
    for (;;) {
        const { result, error } = await ask('textDocument/hover',
            { textDocument: { uri: file }, position: { line: 0, character: 5 } });
        console.log(result ? 'hover' : `no hover: ${error ? error.message : 'empty'}`);
        await new Promise(later => setTimeout(later, 200)); // as a person moves the mouse
    }
})();
