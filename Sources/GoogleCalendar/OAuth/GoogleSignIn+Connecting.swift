package import Desk
import Logging
import Scheduling

extension GoogleSignIn {
  /// Connects an account by a refresh token that was got elsewhere: refreshes once, checks scopes and account, stores.
  package func importGrant(_ account: AccountID, refreshToken: String) async -> SignInOutcome {
    let deadline = Deadline(in: Self.patience, on: clock)
    let reply: TokenReply
    do throws(TokenRefusal) {
      reply = try await endpoint.refresh(refreshToken, by: deadline)
    } catch {
      return SignInOutcome(error)
    }
    let missing = reply.scopes.map(GoogleScopes.missing) ?? []
    guard missing.isEmpty else { return .missingScopes(missing) }
    let identity = await identify(reply, nonce: nil, by: deadline)
    do throws(LedgerFailure) {
      return try await connect(account, desk: nil, reply, identity, refreshToken: refreshToken)
    } catch {
      return .storage
    }
  }

  /// Ends the connection: revokes the grant at Google, then deletes it here. Revoking ends everything that this person
  /// granted to the same Cloud project.
  package func disconnect(_ account: AccountID) async -> DisconnectOutcome {
    do throws(GrantStore.Trouble) {
      let grant: StoredGrant?
      do throws(GrantStore.Trouble) {
        grant = try await store.read(account)
      } catch .storage {
        return .storage
      } catch {
        // What cannot be opened cannot be revoked, but it can be deleted.
        grant = nil
      }
      if let token = grant?.document.refreshToken {
        let revocation = await endpoint.revoke(token, by: Deadline(in: Self.patience, on: clock))
        guard revocation != .failed else { return .unreachable }
      }
      let existed = try await store.remove(account)
      await keeper.noticeChange(of: account)
      return existed ? .disconnected : .wasNotConnected
    } catch {
      return .storage
    }
  }

  /// Stores a grant that was found to be the account's, and then uses up the invitation: a storage that fails must not
  /// take the link along. Of two connections by one link at once, both are the same person's.
  func connect(
    _ account: AccountID, desk: DeskKey?, _ reply: TokenReply, _ identity: Identity?, invitation: String? = nil,
    refreshToken: String? = nil
  ) async throws(LedgerFailure) -> SignInOutcome {
    guard let identity else { return .answerUnusable }
    guard identity.email == account else { return .wrongAccount(invited: account) }
    let previous = try await previousGrant(of: account)
    // An address may be given to somebody else; Google's own identifier never is.
    if case .person(let bound?) = previous.document?.source, let subject = identity.subject, bound != subject {
      return .wrongAccount(invited: account)
    }
    guard let token = reply.refreshToken ?? refreshToken else { return .answerUnusable }
    var subject = identity.subject
    if subject == nil, case .person(let bound) = previous.document?.source { subject = bound }
    var document = GrantDocument(source: .person(subject: subject), refreshToken: token)
    document.adopt(reply)
    let link = invitation.map { DocumentID(kind: Invitation.kind, name: $0) }
    if let link, try await vault.document(link) == nil { return .invitationUsed }
    guard try await write(document, of: account, over: previous.version) else { return .storage }
    await keeper.noticeChange(of: account)
    if let link { await useUp(link) }
    return .connected(account, desk: desk, grantEnds: document.grantEnds)
  }

  /// A link that could not be removed connects the same person once more at worst, until it lapses.
  private func useUp(_ invitation: DocumentID) async {
    do throws(LedgerFailure) {
      _ = try await vault.remove(invitation)
    } catch {
      logger.warning("The vault does not serve a sign-in", metadata: ["step": "invitation"])
    }
  }

  /// What is stored for the account. What cannot be opened any more is written over.
  private func previousGrant(
    of account: AccountID
  ) async throws(LedgerFailure) -> (document: GrantDocument?, version: Int?) {
    guard let sealed = try await vault.document(GrantStore.id(account)) else { return (nil, nil) }
    do throws(GrantStore.Trouble) {
      return (try store.open(sealed).document, sealed.version)
    } catch {
      return (nil, sealed.version)
    }
  }

  /// A refresh may write in between; a new connection has the last word.
  private func write(
    _ document: GrantDocument, of account: AccountID, over version: Int?
  ) async throws(LedgerFailure) -> Bool {
    var expected = version
    for _ in 0..<5 {
      do throws(GrantStore.Trouble) {
        if try await store.write(document, of: account, expecting: expected) != nil { return true }
      } catch {
        if case .storage(let failure) = error { throw failure }
        return false
      }
      expected = try await vault.document(GrantStore.id(account))?.version
    }
    return false
  }
}
