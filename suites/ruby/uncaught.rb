# An uncaught exception: message, cause and place on stderr, exit code 1
class Refused < StandardError
  def initialize(message = "refused by default") = super
end
begin
  raise Refused
rescue => error
  puts error.message, error.full_message(highlight: false, order: :top).lines.size
end
begin
  begin
    raise "first"
  ensure
    puts "ensured"
  end
rescue => error
  puts error.backtrace.first.sub(/\A.*\//, "")
  puts error.backtrace_locations.first.lineno, error.backtrace_locations.first.label
end
puts [ArgumentError.new, IOError.new("x"), StopIteration.new, NotImplementedError.new].map(&:message).inspect
attempts = 0
begin
  attempts += 1
  raise IOError if attempts < 3
  puts "attempts #{attempts}"
rescue IOError
  retry
else
  puts "else"
end
puts catch(:done) { 10.times { |i| throw :done, i if i == 3 }; :never }
def place = raise(Refused, "the end of it")
def around
  {}.fetch(:absent)
rescue KeyError
  place
end
around
