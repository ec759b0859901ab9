# Standard input: a line, bytes, characters, the rest
p $stdin.gets, $stdin.lineno
p $stdin.getbyte, $stdin.getc, $stdin.read(3), $stdin.gets(chomp: true)
p $stdin.readline, $stdin.ungetc("X"), $stdin.readpartial(2)
p $stdin.each_line(chomp: true).first(2)
p $stdin.read, $stdin.read, $stdin.read(1), $stdin.gets, $stdin.eof?
begin
  $stdin.readline
rescue EOFError => error
  puts "#{error.class}: #{error.message}"
end
p $stdin.external_encoding, $stdin.fileno, $stdin.tty?, ARGF.filename
