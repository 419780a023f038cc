package oddboard.upload;

/**
 * Where an upload came from that nobody sent.
 *
 * @param place such as {@code s3://parts/line3}
 * @param files that it had when it was listed
 */
record UploadSource(String place, int files) {}
