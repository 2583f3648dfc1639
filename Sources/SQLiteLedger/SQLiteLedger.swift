enum SQLiteLedgerPlaceholder {}
