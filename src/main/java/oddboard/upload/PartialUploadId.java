package oddboard.upload;

public record PartialUploadId(long value) {
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
