# Which instance variables inspect shows: all of them, until an object could say so itself
class Plain
  def initialize = (@name, @secret = "n", "s")
  def shown = inspect.sub(/0x\h+/, "0x0")
end
class Careful < Plain
  private def instance_variables_to_inspect = [:@name]
end
class Silent < Plain
  private def instance_variables_to_inspect = []
end
class Inherited < Careful; end
class Public < Plain
  def instance_variables_to_inspect = [:@name]
end
class Absent < Plain
  private def instance_variables_to_inspect = [:@name, :@absent]
end
class Written < Careful
  def inspect = "written by hand"
end
class Nothing < Plain
  private def instance_variables_to_inspect = nil
end
class Wrong < Plain
  private def instance_variables_to_inspect = "@name"
end
[Plain, Careful, Silent, Inherited, Public, Absent, Written, Nothing, Wrong].each do |kind|
  puts "#{kind}\t#{kind.new.shown}"
rescue StandardError => error
  puts "#{kind}\t#{error.class}: #{error.message}"
end
puts Careful.new.instance_variables.inspect, Careful.new.to_s.sub(/0x\h+/, "0x0")
