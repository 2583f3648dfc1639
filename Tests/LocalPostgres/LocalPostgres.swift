import Foundation

/// A PostgreSQL server of the tests' own.
package enum LocalPostgres {}
