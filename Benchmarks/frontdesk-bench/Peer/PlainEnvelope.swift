/// What a straightforward program declares of a webhook to get at its tool calls with `JSONDecoder`.
struct PlainEnvelope: Decodable, Sendable {
  struct Message: Decodable, Sendable {
    let type: String
    let call: Call
    let toolCallList: [ToolCall]
  }

  struct Call: Decodable, Sendable {
    let id: String
  }

  struct ToolCall: Decodable, Sendable {
    struct Function: Decodable, Sendable {
      let name: String
      let arguments: String
    }

    let id: String
    let function: Function
  }

  let message: Message
}
