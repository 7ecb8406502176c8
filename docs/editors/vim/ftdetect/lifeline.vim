" Files of Lifeline's scenarios.
autocmd BufRead,BufNewFile *.scenario setfiletype lifeline
