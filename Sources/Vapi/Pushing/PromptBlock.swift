import Desk

/// Our part of an assistant's system prompt at Vapi, between two tags. What a person writes before or after them is theirs
/// and stays.
enum PromptBlock {
  static let opening = "<frontdesk>"
  static let closing = "</frontdesk>"

  static func wrapped(_ prompt: String) -> String { opening + "\n" + prompt + "\n" + closing }

  /// The messages with our prompt in them.
  ///
  /// A prompt that we wrote without tags (one pasted from `frontdesk assistant show`) is replaced whole; before one that
  /// is a person's ours is put.
  static func put(_ prompt: String, into messages: [JSONValue]) -> [JSONValue] {
    let block = wrapped(prompt)
    let systems = messages.indices.filter { messages[$0]["role"] == "system" && messages[$0]["content"]?.string != nil }
    for index in systems {
      if let text = messages[index]["content"]?.string, let merged = replacing(in: text, with: block) {
        return replaced(messages, index, merged)
      }
    }
    guard let index = systems.first, let text = messages[index]["content"]?.string else {
      return [["role": "system", "content": .string(block)]] + messages
    }
    return replaced(messages, index, text.hasPrefix(AssistantPrompt.firstWords) ? block : block + "\n\n" + text)
  }

  /// `nil` when there is no block in the text. The last closing tag counts: a desk's own name may hold one.
  private static func replacing(in text: String, with block: String) -> String? {
    guard let start = text.ranges(of: opening).first, let end = text.ranges(of: closing).last,
      start.upperBound <= end.lowerBound
    else { return nil }
    return text[..<start.lowerBound] + block + text[end.upperBound...]
  }

  private static func replaced(_ messages: [JSONValue], _ index: Int, _ text: String) -> [JSONValue] {
    var messages = messages
    messages[index] = messages[index].setting("content", .string(text))
    return messages
  }
}
