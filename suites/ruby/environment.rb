# The environment is what the case gives, and nothing of the machine
%w[EMPTY GREETING WASSAY_IS_NOT_SET].each { |name| puts "#{name} #{ENV[name].inspect} #{ENV[name]&.encoding}" }
puts ENV.fetch("WASSAY_IS_NOT_SET", "default"), ENV.key?("EMPTY"), ENV.to_h.keys.sort.inspect
ENV["MADE"] = "here"
puts ENV["MADE"], ENV.delete("MADE"), ENV["MADE"].inspect
begin
  ENV.fetch("WASSAY_IS_NOT_SET")
rescue KeyError => error
  puts error.message
end
puts RUBY_PLATFORM, RUBY_ENGINE, Dir.pwd, Dir.exist?("/src"), Dir.exist?("/etc"), Process.pid
puts RUBY_COPYRIGHT[/\Aruby - Copyright/], $PROGRAM_NAME == $0, __method__.inspect
puts 1.size, [1].pack("j").size, "é".encoding, Encoding.default_external, Encoding.find("locale"), __ENCODING__
[-> { Thread.new { 1 }.value }, -> { fork }, -> { Process.clock_getres(Process::CLOCK_REALTIME) > 0 }, -> { Dir.home }, -> { Signal.trap("INT") {} }].each do |call|
  puts call.call.inspect
rescue NotImplementedError, SystemCallError, ArgumentError, NameError => error
  puts "#{error.class}: #{error.message.tr("`", "'")}"
end
