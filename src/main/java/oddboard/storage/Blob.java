package oddboard.storage;

/**
 * Immutable bytes in the store.
 *
 * @param sha256 64 lower-case hexadecimal digits
 * @param size bytes
 */
public record Blob(String sha256, long size) {}
