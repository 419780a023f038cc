package oddboard.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import oddboard.detector.Graph;

/**
 * Writes a graph as a TorchScript archive, which {@code torch.jit.load} and libtorch read: a ZIP of the class's text, of a
 * pickled object of that class, and of the bytes of its tensors.
 */
final class TorchScriptWriter {
    /** Of the file format: PyTorch 1.10 and later read it. */
    private static final String VERSION = "10\n";

    private static final String ROOT = "model/";
    private static final byte[] NO_CONSTANTS = {(byte) 0x80, 2, ')', '.'};

    private TorchScriptWriter() {}

    static void write(Graph graph, OutputStream to) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(to);
        store(zip, "data.pkl", ByteBuffer.wrap(TorchScriptPickle.of(graph)));
        store(zip, "code/__torch__.py", utf8(TorchScriptCode.of(graph)));
        store(zip, "constants.pkl", ByteBuffer.wrap(NO_CONSTANTS));
        for (int i = 0; i < graph.constants().size(); i++) {
            store(zip, "data/" + i, graph.constants().get(i).data().get());
        }
        store(zip, "byteorder", utf8("little"));
        store(zip, "version", utf8(VERSION));
        zip.finish();
    }

    private static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    // Stored, not deflated: libtorch reads the records in place.
    private static void store(ZipOutputStream zip, String name, ByteBuffer content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content.duplicate());
        ZipEntry entry = new ZipEntry(ROOT + name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.remaining());
        entry.setCrc(crc.getValue());
        entry.setTime(0);
        zip.putNextEntry(entry);
        // Not closed: it would close the stream.
        WritableByteChannel channel = Channels.newChannel(zip);
        ByteBuffer rest = content.duplicate();
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
        zip.closeEntry();
    }
}
