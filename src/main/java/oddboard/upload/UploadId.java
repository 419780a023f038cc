package oddboard.upload;

public record UploadId(long value) {
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
