# Files of a directory that the case owns: read, written, moved, removed, walked
require "fileutils"
data = ARGV.fetch(0)
left = -> { Dir.glob("**/*", base: data).sort }
puts "found #{left.call.inspect}"
rows = File.readlines("#{data}/table.csv", chomp: true).drop(1).map { |line| line.split(",") }
puts rows.inspect
File.open("#{data}/report.txt", "w") do |report|
  rows.sort_by { |_, size| -size.to_i }.each { |name, size| report.printf("%-6s%4d\n", name, size) }
end
puts File.size("#{data}/report.txt")
File.open("#{data}/report.txt", "r+b") do |report|
  report.seek(-1, IO::SEEK_END)
  report.write(" end\n")
end
File.write("#{data}/table.csv", "moon,7\n", mode: "a")
File.rename("#{data}/old.txt", "#{data}/sub/new.txt")
FileUtils.mkdir_p("#{data}/made/deep")
IO.copy_stream("#{data}/sub/kept.txt", "#{data}/made/deep/copy.txt")
File.binwrite("#{data}/made/bytes.bin", [0, 255, 10].pack("C*"))
def attempt(name)
  puts "#{name} #{yield.inspect}"
rescue SystemCallError => error
  puts "#{name} #{error.class}"
end
attempt("missing") { File.read("#{data}/missing") }
attempt("not empty") { Dir.rmdir("#{data}/made") }
attempt("made twice") { Dir.mkdir("#{data}/made") }
attempt("exclusive") { File.open("#{data}/report.txt", File::CREAT | File::EXCL | File::WRONLY) }
attempt("read-only") { File.write("/src/new.txt", "x") }
attempt("outside") { File.read("/etc/hostname") }
attempt("stat") { [File.file?("#{data}/report.txt"), File.directory?("#{data}/sub"), File.exist?("#{data}/old.txt"), File.zero?("#{data}/made/bytes.bin")] }
attempt("names") { [File.extname("a/b.tar.gz"), File.basename("a/b.rb", ".rb"), File.dirname("a/b/c"), File.join("a", "/b"), File.expand_path("../x", "/a/b")] }
attempt("delete") { File.delete("#{data}/made/bytes.bin") }
puts "left #{left.call.inspect}"
require_relative "lib/shapes"
puts Shapes.area(2, 3), require_relative("lib/shapes")
