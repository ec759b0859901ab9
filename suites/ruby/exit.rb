# exit 3: ensure runs, what is pending is flushed, the code arrives
$stdout.write("without a newline; ")
begin
  begin
    exit 2
  rescue SystemExit => leaving
    puts "caught #{leaving.status} #{leaving.success?} #{leaving.is_a?(StandardError)}"
    exit 3
  end
ensure
  puts "ensured"
end
puts "never"
