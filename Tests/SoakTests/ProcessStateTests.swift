import Foundation
import Testing

@testable import frontdesk_soak

@Suite struct ProcessStateTests {
  @Test func `a process that ends between the opening of its file and the reading has no state`() throws {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sleep")
    process.arguments = ["60"]
    try process.run()
    let path = "/proc/\(process.processIdentifier)/stat"
    let living = try #require(FileHandle(forReadingAtPath: path))
    let dying = try #require(FileHandle(forReadingAtPath: path))
    #expect(try #require(ProcessState.letter(in: living)).isLetter)
    #expect(kill(process.processIdentifier, SIGKILL) == 0)
    process.waitUntilExit()
    #expect(ProcessState.letter(in: dying) == nil)
  }
}
