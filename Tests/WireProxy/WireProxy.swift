import NIOCore

/// A TCP proxy that tests place between two programs to make the network between them bad.
package enum WireProxy {}
