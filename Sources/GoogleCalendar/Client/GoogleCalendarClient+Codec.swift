import Desk
import FoundationEssentials
import Logging

extension GoogleCalendarClient {
  /// Performs a call whose answer has a body.
  ///
  /// - Throws: ``GoogleFailure/unreadable`` when the body is not such a value; a write has then been carried out.
  func value<Value: Decodable>(
    _ type: Value.Type, from call: GoogleCall, by deadline: Deadline
  ) async throws(CallFailure) -> Value {
    let response = try await perform(call, by: deadline)
    do {
      return try JSONDecoder().decode(type, from: Data(response.body))
    } catch {
      // The decoder's own error quotes what it could not read, which may be somebody's appointment.
      logger.warning("an answer of Google could not be read", metadata: ["method": "\(call.name)"])
      throw CallFailure(cause: .unreadable, mayHaveHappened: call.isWrite)
    }
  }

  func encode(_ value: some Encodable) throws(CallFailure) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      return Array(try encoder.encode(value))
    } catch {
      throw CallFailure(cause: .badRequest, mayHaveHappened: false)
    }
  }
}
