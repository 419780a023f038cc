package oddboard.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;

/** Writes a trained model as a ZIP that other programs can use. Needs the engine, so call it in a worker. */
public final class Bundles {
    /** Images on which an exported file is compared with the program. */
    public static final int COMPARED_IMAGES = 50;

    /** Largest relative difference of their scores. */
    public static final double TOLERANCE = 1e-4;

    private Bundles() {}

    /**
     * Nothing is written before every file of the bundle is made and compared with the program.
     *
     * @param formats at least one
     * @throws ExportException where the detector or its settings can't be exported, or the exported file scores otherwise
     *     than the program: a sentence for the user
     */
    public static void write(Source source, Set<Format> formats, OutputStream to) throws IOException {
        throw new ExportException("Exports are not available yet.");
    }
}
