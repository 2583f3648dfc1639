import Foundation

/// What tells one state of a file from another without reading it.
struct ZoneFileStamp: Hashable, Sendable {
  let size: Int
  private let modified: Date
  private let number: UInt64
  /// Of the file system: numbers of files are unique only within one.
  private let device: UInt64

  /// Of the file that the path leads to, links followed; `nil` where there is none.
  init?(path: String) {
    let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    let attributes: [FileAttributeKey: Any]
    do {
      attributes = try FileManager.default.attributesOfItem(atPath: target)
    } catch {
      return nil
    }
    guard attributes[.type] as? FileAttributeType == .typeRegular,
      let size = attributes[.size] as? NSNumber,
      let modified = attributes[.modificationDate] as? Date,
      let number = attributes[.systemFileNumber] as? NSNumber,
      let device = attributes[.systemNumber] as? NSNumber
    else { return nil }
    self.size = size.intValue
    self.modified = modified
    self.number = number.uint64Value
    self.device = device.uint64Value
  }
}
