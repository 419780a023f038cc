package oddboard.maintenance;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.Arrays;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.PGCopyInputStream;

/** Content as rows of COPY's binary form, in both directions: nothing is whole in memory. */
final class BackupBlobRows {
    /** As the store cuts it. */
    static final int CHUNK = 1 << 20;

    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};

    private BackupBlobRows() {}

    /** Hears of each content in turn. */
    interface Contents {
        void begin(String sha256) throws IOException;

        void part(byte[] bytes) throws IOException;

        void end() throws IOException;
    }

    /**
     * Of the database alone.
     *
     * @param condition true of the blobs whose bytes it holds
     */
    static void read(PGConnection connection, String condition, Contents to) throws SQLException, IOException {
        String sql = """
                copy (select b.sha256, c.bytes from blob b left join blob_chunk c on c.blob_id = b.id
                    where b.sha256 is not null and %s order by b.id, c.number) to stdout (format binary)""".formatted(condition);
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(new PGCopyInputStream(connection, sql), 1 << 16))) {
            if (!Arrays.equals(in.readNBytes(SIGNATURE.length), SIGNATURE)) {
                throw new IOException("the database answered in an unknown form");
            }
            in.readInt();
            in.skipNBytes(in.readInt());
            byte[] current = {};
            while (in.readShort() == 2) {
                byte[] sha256 = field(in);
                byte[] bytes = field(in);
                if (!Arrays.equals(sha256, current)) {
                    if (current.length > 0) {
                        to.end();
                    }
                    current = sha256;
                    to.begin(new String(sha256, java.nio.charset.StandardCharsets.US_ASCII));
                }
                to.part(bytes);
            }
            if (current.length > 0) {
                to.end();
            }
        }
    }

    private static byte[] field(DataInputStream in) throws IOException {
        int length = in.readInt();
        return length < 0 ? new byte[0] : in.readNBytes(length);
    }

    /** Writes contents as chunks of blobs whose ids are known. */
    static final class Writer implements AutoCloseable {
        private final CopyIn copy;
        private final byte[] chunk = new byte[CHUNK];

        Writer(PGConnection connection) throws SQLException, IOException {
            copy = connection
                    .getCopyAPI()
                    .copyIn("copy blob_chunk (blob_id, number, bytes) from stdin (format binary)");
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            head.write(SIGNATURE);
            head.write(new byte[8]);
            send(head.toByteArray(), head.size());
        }

        void write(long blob, InputStream content) throws SQLException, IOException {
            int length;
            for (int number = 0; (length = content.readNBytes(chunk, 0, CHUNK)) > 0; number++) {
                ByteArrayOutputStream head = new ByteArrayOutputStream(32);
                DataOutputStream out = new DataOutputStream(head);
                out.writeShort(3);
                out.writeInt(Long.BYTES);
                out.writeLong(blob);
                out.writeInt(Integer.BYTES);
                out.writeInt(number);
                out.writeInt(length);
                send(head.toByteArray(), head.size());
                send(chunk, length);
            }
        }

        /** @return rows that were written */
        long finish() throws SQLException {
            send(new byte[] {-1, -1}, 2);
            return copy.endCopy();
        }

        private void send(byte[] bytes, int length) throws SQLException {
            copy.writeToCopy(bytes, 0, length);
        }

        @Override
        public void close() throws SQLException {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }
}
