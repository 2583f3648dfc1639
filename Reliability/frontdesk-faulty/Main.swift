import Foundation
import FrontdeskCommands

/// `frontdesk` with faults wired in, for the tests of reliability; never shipped. The environment says which:
/// `FRONTDESK_FAILPOINTS`, `FRONTDESK_FAULT_SEED`, `FRONTDESK_BUGS`. `frontdesk-faulty faults` lists what there is.
@main enum Main {
  static func main() async {
    if CommandLine.arguments.dropFirst().first == "faults" { return print(Catalogue.text) }
    let plan: FaultPlan
    do {
      plan = try FaultPlan(ProcessInfo.processInfo.environment)
    } catch {
      FileHandle.standardError.write(Data("Error: \(error.sentence)\n".utf8))
      exit(64)
    }
    await Frontdesk.main(faults: plan.faults)
  }
}
