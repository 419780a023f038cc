package oddboard.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import oddboard.common.InputException;

/**
 * Several archives as one, as if each were unpacked beside the others: one in which a folder says what is for training or
 * testing into the common folder, and any other into a folder of its own name, so that {@code train.zip} is {@code train}.
 */
final class JoinedArchive implements Archive {
    private static final Set<String> SPLITS =
            Set.of("train", "test", "test_public", "validation", "ground_truth", "groundtruth");

    private record Part(Archive archive, Member member) {}

    private final List<Archive> archives;
    private final List<Part> parts = new ArrayList<>();
    private final List<Member> files = new ArrayList<>();

    /** @throws InputException where two of them hold a file of the same place */
    JoinedArchive(List<Archive> archives) {
        this.archives = List.copyOf(archives);
        Map<String, Archive> owners = new HashMap<>();
        for (Archive archive : archives) {
            String folder = folder(archive);
            for (Member member : archive.files()) {
                Member placed = new Member(folder + member.name(), member.size(), files.size());
                Archive other = owners.put(placed.name(), archive);
                if (other != null) {
                    throw new InputException(
                            "FILES_AMBIGUOUS",
                            archive.file(),
                            "",
                            other.file() + " and " + archive.file() + " both hold " + placed.name()
                                    + "; take it out of one of them, or send one archive alone.");
                }
                files.add(placed);
                parts.add(new Part(archive, member));
            }
        }
    }

    /** Where an archive's files go: "" or a name that ends with a slash. */
    private static String folder(Archive archive) {
        boolean saysSplit = archive.files().stream()
                .flatMap(file -> Stream.of(file.name().split("/")).limit(depth(file)))
                .anyMatch(name -> SPLITS.contains(name.toLowerCase(Locale.ROOT)));
        boolean isFile = archive instanceof SingleFile;
        return saysSplit || isFile ? "" : stem(archive.file()) + "/";
    }

    private static long depth(Member file) {
        return file.name().chars().filter(c -> c == '/').count();
    }

    private static String stem(String name) {
        String last = name.substring(name.lastIndexOf('/') + 1);
        String stem = last.replaceFirst("(?i)(\\.tar)?\\.[a-z]+$", "");
        return stem.isEmpty() ? last : stem;
    }

    @Override
    public String file() {
        return archives.stream().map(Archive::file).collect(Collectors.joining(", "));
    }

    @Override
    public List<Member> files() {
        return files;
    }

    @Override
    public List<String> notes() {
        String taken = archives.stream()
                .map(archive -> archive.file() + (folder(archive).isEmpty() ? "" : " as " + folder(archive)))
                .collect(Collectors.joining(", "));
        return Stream.concat(
                        Stream.of("Files that were taken together: " + taken + "."),
                        archives.stream().flatMap(archive -> archive.notes().stream()))
                .toList();
    }

    @Override
    public boolean isPartial() {
        return archives.stream().anyMatch(Archive::isPartial);
    }

    @Override
    public byte[] read(Member member) throws IOException {
        Part part = parts.get(member.place());
        return part.archive.read(part.member);
    }

    @Override
    public byte[] start(Member member, int most) throws IOException {
        Part part = parts.get(member.place());
        return part.archive.start(part.member, most);
    }

    @Override
    public OptionalLong checksum(Member member) {
        Part part = parts.get(member.place());
        return part.archive.checksum(part.member);
    }

    @Override
    public void unpack(Member member, Path to) throws IOException {
        Part part = parts.get(member.place());
        part.archive.unpack(part.member, to);
    }

    @Override
    public void close() throws IOException {
        IOException failed = null;
        for (Archive archive : archives) {
            try {
                archive.close();
            } catch (IOException e) {
                failed = e;
            }
        }
        if (failed != null) {
            throw failed;
        }
    }
}
