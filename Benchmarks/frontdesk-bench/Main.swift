import ArgumentParser
@main struct Frontdesk: ParsableCommand { func run() {} }
