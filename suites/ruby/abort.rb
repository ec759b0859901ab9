# abort: the message goes to stderr, the code is 1
puts "before"
abort "no such thing: 42"
