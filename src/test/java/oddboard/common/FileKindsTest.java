package oddboard.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileKindsTest {
    @ParameterizedTest
    @CsvSource({
        "'\\0\\0\\0\\30ftypheic', a HEIC image",
        "'\\0\\0\\0\\30ftypmif1\\0\\0\\0\\0mif1heic', a HEIC image",
        "'\\0\\0\\0\\30ftypmif1\\0\\0\\0\\0mif1avif', an AVIF image",
        "'\\0\\0\\0\\30ftypavif', an AVIF image",
        "'\\0\\0\\0\\30ftypisom', a video (MP4 or QuickTime)",
        "'\\377\\n\\372\\37', a JPEG XL image",
        "'\\0\\0\\0\\14JXL \\r\\n\\207\\n', a JPEG XL image",
        "'\\0\\0\\0\\14jP  \\r\\n\\207\\n', a JPEG 2000 image",
        "'version https://git-lfs.github.com/spec/v1\\n', a Git LFS pointer instead of the file itself (fetch it with git lfs pull)",
        "'\\n<!DOCTYPE html>\\n<html>', 'an HTML page, such as a server sends instead of a file'",
        "'<html><body>', 'an HTML page, such as a server sends instead of a file'",
        "'<?xml version=\"1.0\"?><svg xmlns=\"\">', an SVG drawing",
        "'%PDF-1.7', a PDF document",
        "'ID,label\\n0,0\\n', ''",
        "'', ''",
    })
    void namesWhatPeopleSend(String start, String kind) {
        var bytes = start.translateEscapes().getBytes(StandardCharsets.ISO_8859_1);
        assertThat(FileKinds.describe(bytes)).isEqualTo(kind);
    }
}
