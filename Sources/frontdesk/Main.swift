import FrontdeskCommands

@main enum Main {
  static func main() async { await Frontdesk.main(faults: .none) }
}
