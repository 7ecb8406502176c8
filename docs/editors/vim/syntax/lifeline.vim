" Syntax of Lifeline's scenarios. Written by kit/scenario/editor_main.c. Do not edit.
if exists('b:current_syntax')
  finish
endif

" A word has points and hyphens in it: request.sent, child-ends.
syntax iskeyword @,48-57,_,45,46
syntax keyword lifelineFault kill hang drop crash exit spin delay truncate corrupt slow fail
syntax keyword lifelineRule parent-continues child-ends watchdog-detects bounded data-true
syntax keyword lifelineRule nobody-else no-crash child-stays nothing-left
syntax keyword lifelineStatement parent is child image any bystander step ends with its children
syntax keyword lifelineStatement may end goes on asking stops by limit settle requests alone
syntax keyword lifelineStatement uses private names shim run for until window waive must stay
syntax keyword lifelineStatement skip without because differs sweep every of wait call pair at
syntax keyword lifelineStatement about inside hold prints release resume after stop start tell
syntax keyword lifelineStatement close stdin set event reset write to memory load jump ahead
syntax keyword lifelineStatement back forge as through count handles repeat times expect
syntax keyword lifelineStatement reports not before and within reaches exits never gone folder
syntax keyword lifelineStatement check command stays alive starts most watchdog tick deadline
syntax keyword lifelineStatement notice block loss places env file stdio console token job
syntax keyword lifelineStatement probe inject
syntax keyword lifelineStep child.prepared child.started connect.wait child.begun connect.before
syntax keyword lifelineStep connected idle.wait request.before request.sent request.signalled
syntax keyword lifelineStep request.peek request.received memory.written reply.sent reply.wait
syntax keyword lifelineStep reply.received memory.read block.asked block.ask-wait block.begun
syntax keyword lifelineStep block.offered block.offer-wait block.acknowledged block.ack-wait
syntax keyword lifelineStep block.half block.whole block.whole-wait block.duplicated
syntax keyword lifelineStep block.checked block.taken block.taken-wait block.done
syntax keyword lifelineStep watchdog.looks quit.sent close.wait closed family.rest child.lost
syntax keyword lifelineStep child.quit child.unstarted peer.silent violation child.ending
syntax keyword lifelineStep parent.ending beat pipe.create pipe.accept pipe.open pipe.mode
syntax keyword lifelineStep pipe.read pipe.write event.create event.open event.set
syntax keyword lifelineStep section.create section.open section.map process.create process.open
syntax keyword lifelineStep process.self handle.take thread.create socket.connect socket.accept
syntax keyword lifelineStep socket.receive socket.send
syntax keyword lifelineValue disconnect wine windows continue pipe process all open null
syntax keyword lifelineValue captured inherit none own usual restricted strict breakaway
syntax keyword lifelineValue end-of-stdin ctrl-c ctrl-break close-window port mutex semaphore
syntax keyword lifelineValue request reply served quit first-pipe-instance ended-process
syntax keyword lifelineValue handle-list serial-pipes wall-clock tick-count performance-counter
syntax keyword lifelineValue all-clocks

syntax match lifelineNumber /\v<%(0x\x+|\d+%(ms|s|min|B|KiB|MiB|GiB)?)>/
syntax match lifelineNumber /#\d\+/
syntax match lifelineNumber /\v%(^\s*%(skip|differs)\s+on\s+\w+%(\<|\>\=))@<=[0-9.]+/
syntax match lifelineReason /\v%(<because|^\s*%(skip|differs)\s+on\s+\w+%(%(\<|\>\=)[0-9.]+)?:)@<=\s%(%(\s#%($|\D))@!.)*/
syntax match lifelineString /"\%(\\.\|[^"\\]\)*"/
syntax match lifelineComment /\v%(^|\s)@<=#%($|\D.*)/

highlight default link lifelineFault Exception
highlight default link lifelineRule Type
highlight default link lifelineStatement Statement
highlight default link lifelineStep Function
highlight default link lifelineValue Constant
highlight default link lifelineNumber Number
highlight default link lifelineReason String
highlight default link lifelineString String
highlight default link lifelineComment Comment

let b:current_syntax = 'lifeline'
