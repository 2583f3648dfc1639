enum GoogleCalendarPlaceholder {}
