import Synchronization

/// The world behind its lock. Nothing waits while it is held.
final class Realm: Sendable {
  private let world: Mutex<World>

  init(_ world: sending World) { self.world = Mutex(world) }

  func change<Result: Sendable>(_ body: (inout World) throws -> Result) rethrows -> Result {
    try world.withLock { world in try body(&world) }
  }
}
