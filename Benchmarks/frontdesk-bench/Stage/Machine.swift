import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What the operating system says of this machine and of a process. Linux only: elsewhere nothing is known.
enum Machine {
  /// One line, so that a result can be told from one of another machine.
  static var description: String {
    let load = text("/proc/loadavg").split(separator: " ").first.map { ", load \($0) at the start" } ?? ""
    return "\(ProcessInfo.processInfo.activeProcessorCount) cores, \(system)\(load)"
  }

  private static var system: String {
    let name = text("/etc/os-release").split(separator: "\n").first { $0.hasPrefix("PRETTY_NAME=") }
    return name.map { $0.dropFirst("PRETTY_NAME=".count).filter { $0 != "\"" } }
      ?? ProcessInfo.processInfo.operatingSystemVersionString
  }

  /// Processor time that a process has used so far, in user and kernel mode together.
  static func processorTime(of process: Int32) -> Duration? {
    // The name of the program, in parentheses, may hold anything.
    guard let rest = text("/proc/\(process)/stat").split(separator: ")").last?.split(separator: " "), rest.count > 12,
      let user = Int64(rest[11]), let kernel = Int64(rest[12])
    else { return nil }
    return .milliseconds((user + kernel) * 1000 / Int64(sysconf(Int32(_SC_CLK_TCK))))
  }

  /// Resident memory of a process in megabytes.
  static func residentMegabytes(of process: Int32) -> Double? {
    let line = text("/proc/\(process)/status").split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
    return line?.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first.flatMap { Double($0) }
      .map { $0 / 1024 }
  }

  /// Files of /proc say that they have no size, so they are read to their end; empty where there is none.
  private static func text(_ path: String) -> String {
    guard let handle = FileHandle(forReadingAtPath: path) else { return "" }
    defer { handle.closeFile() }
    do {
      return String(decoding: try handle.readToEnd() ?? Data(), as: UTF8.self)
    } catch {
      // The process has ended since the file was opened.
      return ""
    }
  }
}
