// A forked child: its channel keeps node alive as long as it is open, and so does a timer.
process.on('message', () => {});
if (process.argv[2] === 'timer')
    setInterval(() => {}, 1000);
process.send('here');
