import AsyncHTTPClient
import Desk
import Foundation
import NIOCore
import NIOHTTP1
import Synchronization
import Testing

@testable import FrontdeskCommands

extension Processes {
  /// A machine that fails the server: disk, files, memory, backups (fault model P3 to P6).
  @Suite(.serialized, .timeLimit(.minutes(5))) struct MachineFaults {
    static let adminToken = "canary-administrators-token"

    @Test func `P3: what a disk refuses to sync is never told as booked`() async throws {
      try await Scene.play { scene in
        let (google, server) = try await scene.open()
        let call = try await PhoneCall.begin(scene)
        let slots = try await call.slots().map(\.slot)
        let tracer = try RunningProcess(
          URL(filePath: "/usr/bin/strace"),
          [
            "-f", "-qq", "-o", "/dev/null", "-e", "trace=fsync,fdatasync", "-e", "inject=fsync,fdatasync:error=EIO",
            "-p", String(server.identifier),
          ],
          in: scene.directory, environment: [:], input: nil)
        guard try await scene.untilTraced(server, by: tracer) else {
          print("P3 is left out: this machine lets no process be traced.")
          return
        }
        let told = try await call.book(slots[0], id: "first")
        #expect(told.outcome == .stay || told.outcome == .unreachable, "\(told)")
        // What a failed sync has left in memory and on disk is not known any more: only a new start reads it from there.
        let ended = try await server.ended()
        #expect(ended.status == 1, "\(ended)")
        #expect(ended.errors.contains("storage is not to be relied on, and the server ends"))
        #expect(ended.errors.contains("Error: The disk has failed a write to "))
        #expect(try await google.live().isEmpty)
        _ = try await scene.startServer()
        #expect(try await call.bookPatiently(slots[0]).last?.outcome == .booked)
        try await GoogleFaults.comesToRest(scene)
        #expect(try await google.live().count == 1)
      }
    }

    @Test func `P4: on a full disk nothing is told as booked, and what can be read is read`() async throws {
      try await Scene.play { scene in
        guard let disk = try await SmallDisk.mount(in: scene) else {
          print("P4 is left out: only root may mount a small disk here.")
          return
        }
        scene.use([
          "FRONTDESK_DATABASE": "\(disk.path)/frontdesk.sqlite", "FRONTDESK_ADMIN_TOKEN": Self.adminToken,
        ])
        let (google, server) = try await scene.open()
        let call = try await PhoneCall.begin(scene)
        let slots = try await call.slots().map(\.slot)
        let booked = try await call.book(slots[0], id: "before")
        #expect(booked.outcome == .booked)
        try disk.fill()
        let told = try await call.book(slots[1], id: "full")
        #expect(told.outcome == .stay || told.outcome == .unreachable, "\(told)")
        #expect(try await !call.slots().isEmpty, "times can be asked for")
        // The alarm, and that it ends by itself: nobody writes anything.
        #expect(try await scene.readyz() == #"503 {"status":"storage takes no writes"}"#)
        try await server.says("a delivery was not kept")
        try await server.says("storage takes no writes")
        let alarmed = try await scene.metrics(opening: Self.adminToken)
        #expect(alarmed.contains("frontdesk_storage_writable 0"))
        #expect(alarmed.contains { $0.hasPrefix(#"frontdesk_storage_failures_total{kind="unavailable"} "#) })
        try disk.empty()
        try await server.says("storage takes writes again")
        #expect(try await scene.metrics(opening: Self.adminToken).contains("frontdesk_storage_writable 1"))
        #expect(try await scene.readyz() == #"200 {"status":"ready"}"#)
        #expect(try await call.bookPatiently(slots[1]).last?.outcome == .booked)
        try await GoogleFaults.comesToRest(scene)
        #expect(try await google.live().count == 2)
        try await scene.endServers()
        try await disk.unmount(in: scene)
      }
    }

    @Test func `P5: an older copy of the database opens closed, and a rebuild from the calendar opens it`() async throws
    {
      try await Scene.play { scene in
        let (google, first) = try await scene.open()
        let call = try await PhoneCall.begin(scene)
        let slots = try await call.slots().map(\.slot)
        _ = try await call.book(slots[0], id: "before")
        first.signal(SIGTERM)
        _ = try await first.ended()
        let copy = scene.directory.appending(path: "copy.sqlite")
        try FileManager.default.copyItem(at: URL(filePath: scene.database), to: copy)
        let second = try await scene.startServer()
        let after = try await call.book(slots[1], id: "after")
        #expect(after.outcome == .booked)
        second.signal(SIGTERM)
        _ = try await second.ended()
        for suffix in ["", "-wal", "-shm"] {
          let file = URL(filePath: scene.database + suffix)
          if FileManager.default.fileExists(atPath: file.path) { try FileManager.default.removeItem(at: file) }
        }
        try FileManager.default.moveItem(at: copy, to: URL(filePath: scene.database))
        let third = try await scene.startServer()
        let other = try await PhoneCall.begin(scene, "call-2", from: "+14155550188")
        let refused = try await other.book(slots[2], id: "closed")
        #expect(refused.outcome == .unreachable, "\(refused)")
        #expect(refused.line.contains("message"))
        third.signal(SIGTERM)
        _ = try await third.ended()
        let rebuilt = try await scene.run("ledger", "rebuild")
        #expect(rebuilt.status == 0, "\(rebuilt.output) \(rebuilt.errors)")
        _ = try await scene.startServer()
        let found = try await other.ask(
          "find_events", ["confirmationCode": .string(after.code ?? "")], id: "find")
        #expect(found.outcome == .found, "\(found)")
        #expect(try await other.book(slots[1], id: "taken").outcome == .taken)
        #expect(try await other.book(slots[2], id: "open").outcome == .booked)
        #expect(try await google.live().count == 3)
      }
    }

    @Test func `P6: a server that may open few files sheds what it cannot serve and lives on`() async throws {
      try await Scene.play { scene in
        let (_, google) = try await scene.startGoogle()
        try await scene.applyDesk()
        let server = try scene.startLimited("ulimit -n 48")
        try await server.says("listening")
        try await scene.connect()
        let call = try await PhoneCall.begin(scene)
        await withTaskGroup(of: Void.self) { group in
          for _ in 0..<200 {
            group.addTask {
              do { _ = try await call.caller.requestAssistant() } catch {
                // Turned away, as most must be.
              }
            }
          }
        }
        #expect(!server.hasEnded)
        let slot = try await eventually("the server serves nobody any more") { () -> String? in
          do { return try await call.slots().first?.slot } catch { return nil }
        }
        #expect(try await call.bookPatiently(slot).last?.outcome == .booked)
        #expect(try await google.live().count == 1)
      }
    }
  }
}

/// A file system of a few megabytes, as only root may make one.
struct SmallDisk {
  let path: String

  static func mount(in scene: Scene) async throws -> SmallDisk? {
    guard geteuid() == 0 else { return nil }
    let path = scene.directory.appending(path: "disk").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    let mounted = try await RunningProcess(
      URL(filePath: "/usr/bin/mount"), ["-t", "tmpfs", "-o", "size=6m", "tmpfs", path], in: scene.directory,
      environment: [:], input: nil
    ).ended()
    return mounted.status == 0 ? SmallDisk(path: path) : nil
  }

  /// Until nothing more can be written.
  func fill() throws {
    try Data().write(to: ballast)
    let file = try FileHandle(forWritingTo: ballast)
    let piece = Data(repeating: 0, count: 4096)
    do { while true { try file.write(contentsOf: piece) } } catch {
      try file.close()
    }
  }

  func empty() throws { try FileManager.default.removeItem(at: ballast) }

  func unmount(in scene: Scene) async throws {
    _ = try await RunningProcess(
      URL(filePath: "/usr/bin/umount"), [path], in: scene.directory, environment: [:], input: nil
    ).ended()
  }

  private var ballast: URL { URL(filePath: path).appending(path: "ballast") }
}

extension Scene {
  /// A server started by a shell that sets a limit first.
  func startLimited(_ limit: String) throws -> RunningProcess {
    let program = try Self.executable("frontdesk").path
    return try start(
      ["-c", "\(limit) && exec \"\(program)\" serve"], program: "/bin/sh", environment: [:], input: nil)
  }

  /// The status and the body of `/readyz`.
  func readyz() async throws -> String {
    let response = try await http.execute(HTTPClientRequest(url: "\(url)/readyz"), timeout: .seconds(10))
    return "\(response.status.code) \(String(buffer: try await response.body.collect(upTo: 1 << 16)))"
  }

  func endServers() async throws {
    for server in servers.withLock({ $0 }) where !server.hasEnded {
      server.signal(SIGKILL)
      _ = try await server.ended()
    }
  }

  /// Until somebody traces the process (proc(5): TracerPid).
  ///
  /// - Returns: whether somebody does; not where the tracer has given up.
  func untilTraced(_ process: RunningProcess, by tracer: RunningProcess) async throws -> Bool {
    try await eventually("the process is not traced") { () -> Bool? in
      if tracer.hasEnded { return false }
      let status = try String(contentsOfFile: "/proc/\(process.identifier)/status", encoding: .utf8)
      let line = status.split(separator: "\n").first { $0.hasPrefix("TracerPid:") }
      return line?.hasSuffix("\t0") == false ? true : nil
    }
  }
}
