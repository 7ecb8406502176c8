// A build tool that stays, as users of esbuild write it: it has esbuild translate a line every
// 50 ms, and says how that went. The library starts `esbuild --service` and talks to it over its
// stdin and stdout. With the argument `once` it builds until the first failure, and has nothing
// else to do.
const esbuild = require('../../../build/third_party/real/node_modules/esbuild');
const once = process.argv[2] === 'once';

async function build() {
    try {
        await esbuild.transform('let answer: number = 42', { loader: 'ts' });
        console.log('built');
    } catch (error) {
        console.log('failed: ' + error.message);
        if (once)
            process.exit(1);
    }
    setTimeout(build, 50); // as a tool that watches files has a timer
}

build();
if (!once)
    setInterval(() => {}, 1000);
