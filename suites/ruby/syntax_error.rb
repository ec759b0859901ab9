# A script that does not compile: nothing of it runs, the place is on stderr, exit code 1
puts "never printed"
def broken(
  puts [1, 2
end
