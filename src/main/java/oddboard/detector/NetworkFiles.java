package oddboard.detector;

import java.nio.file.Path;
import java.util.ServiceLoader;

/** Reads files of networks that detectors can use frozen. */
public interface NetworkFiles {
    /** The one of this program; found by name, as detectors are. */
    static NetworkFiles installed() {
        return ServiceLoader.load(NetworkFiles.class, NetworkFiles.class.getClassLoader())
                .findFirst()
                .orElseThrow();
    }

    /**
     * What the file's header says.
     *
     * @param architecture such as "ResNet-18"
     * @param naming by whose names the tensors are called
     * @param tensors of the network; those that it does not need do not count
     * @param parameters numbers in them
     */
    record Facts(String architecture, String naming, int tensors, long parameters) {}

    /**
     * Looks at the header alone, without the engine.
     *
     * @param name of the file for messages
     * @throws NetworkFileException where it is no safetensors file, or of no known network
     */
    Facts facts(Path file, String name);

    /**
     * Reads all numbers and computes the cells of a drawn image, for each purpose, on the CPU.
     *
     * @return one sentence that says what came out
     * @throws NetworkFileException where a number is not finite, or what comes out has another shape or is not finite
     */
    String test(Path file, String name);
}
