package oddboard.notice;

/**
 * What a notice says.
 *
 * @param good whether it is good news
 * @param href the page about it, without a leading slash
 */
public record NoticeText(boolean good, String text, String href) {}
