package oddboard.detector;

/**
 * What a user has to know to choose a detector.
 *
 * @param use what it is for, a few sentences
 * @param limits where it does poorly, and what helps
 */
public record DetectorHelp(String use, String limits) {}
