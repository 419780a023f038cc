package oddboard.notice;

/** By what somebody hears of one kind of thing. */
public record NoticeSwitch(NoticeKind kind, boolean bell, boolean mail, boolean webhook) {}
