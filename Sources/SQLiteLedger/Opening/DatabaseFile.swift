import Desk
import class Foundation.FileManager

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The file before SQLite sees it: who may read it, and what it lies on.
enum DatabaseFile {
  /// Makes the file when there is none, and takes the rights to it from everybody but its owner. SQLite gives the files it
  /// puts beside it the same rights.
  static func prepare(_ path: String) throws(LedgerFailure) {
    let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR)
    guard file >= 0 else { throw failure("open", path, errno) }
    defer { close(file) }
    guard fchmod(file, S_IRUSR | S_IWUSR) == 0 else { throw failure("restrict the rights of", path, errno) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw failure("look at", path, errno) }
    if let type = networkFileSystem(of: status) {
      throw .unavailable(
        "\(path) is on a network file system (\(type)), where SQLite's locks cannot be relied on; use a local disk.")
    }
  }

  private static func failure(_ what: String, _ path: String, _ code: Int32) -> LedgerFailure {
    .unavailable("Cannot \(what) the database file \(path): \(String(cString: strerror(code))).")
  }

  /// The type of the file system when it is known to keep its files on another machine. What is not listed, or cannot be
  /// found out, is let pass; so is FUSE, which may be either.
  private static func networkFileSystem(of status: stat) -> String? {
    guard let mounts = FileManager.default.contents(atPath: "/proc/self/mountinfo") else { return nil }
    let device = MountTable.Device(UInt64(truncatingIfNeeded: status.st_dev))
    let type = MountTable(String(decoding: mounts, as: UTF8.self)).types[device]
    return type.flatMap { networkTypes.contains($0) ? $0 : nil }
  }

  private static let networkTypes: Set<String> = [
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ceph", "coda", "lustre", "ncpfs", "glusterfs", "beegfs",
  ]
}

/// What is mounted where, as Linux tells it (proc_pid_mountinfo(5)).
struct MountTable {
  struct Device: Hashable {
    let major: UInt64
    let minor: UInt64
  }

  /// The type of each device's file system.
  private(set) var types: [Device: String] = [:]

  /// Lines that cannot be read are left out.
  init(_ text: String) {
    for line in text.split(separator: "\n") {
      // 36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw
      let fields = line.split(separator: " ")
      guard fields.count > 3, let dash = fields.firstIndex(of: "-"), dash + 1 < fields.endIndex else { continue }
      let numbers = fields[2].split(separator: ":").compactMap { UInt64($0) }
      guard numbers.count == 2 else { continue }
      types[Device(major: numbers[0], minor: numbers[1])] = String(fields[dash + 1])
    }
  }
}

extension MountTable.Device {
  /// Takes a `dev_t` of Linux apart, as makedev(3) puts it together.
  init(_ device: UInt64) {
    major = (device >> 8) & 0xfff | (device >> 32) & ~0xfff
    minor = device & 0xff | (device >> 12) & 0xffff_ff00
  }
}
