package oddboard.ingest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipInputStream;

/** The files of {@link HostileFilesTest}, for what else takes files. */
public final class HostileInputs {
    private static final int LARGEST = 30 << 20;

    private HostileInputs() {}

    /** @param name with the ending by which the import is told what it is */
    public record Input(String what, String name, byte[] bytes) {}

    /** Archives and arrays, one each row: the first file of what is imported. */
    public static List<Input> uploads() {
        var all = new ArrayList<Input>();
        HostileFilesTest.rows().forEach(row -> {
            Map.Entry<String, byte[]> first =
                    row.files().get().entrySet().iterator().next();
            all.add(new Input(row.what(), first.getKey(), first.getValue()));
        });
        return all;
    }

    /** Of each row with a picture that is not as it should be, that picture. */
    public static List<Input> pictures() throws IOException {
        var all = new LinkedHashMap<String, Input>();
        for (var row : HostilePictures.rows().toList()) {
            try (var zip = new ZipInputStream(
                    new ByteArrayInputStream(row.files().get().get("set.zip")))) {
                for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    byte[] bytes = zip.readNBytes(LARGEST);
                    if (entry.getName().equals("test/bad/x.png")) {
                        all.put(row.what(), new Input(row.what(), "x.png", bytes));
                    }
                }
            }
        }
        return List.copyOf(all.values());
    }
}
