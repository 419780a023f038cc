package oddboard.upload;

/**
 * A file in a folder of the server, as it was when the folder was listed.
 *
 * @param path below the folder, with slashes
 * @param size in bytes
 * @param modified microseconds since 1970
 */
public record ServerFile(String path, long size, long modified) {}
