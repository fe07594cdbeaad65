package dev.parley.sandbox.telegram;

import dev.parley.sandbox.Numbers;
import dev.parley.sandbox.SandboxSettings;
import dev.parley.sandbox.stage.Answer;
import dev.parley.sandbox.stage.Body;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files of all bots: known by id for long, their content kept within a bound. Safe from any thread. */
@ApplicationScoped
class FileStore {

    /** What getFile refuses to prepare. */
    static final long MOST_DOWNLOAD = 20L * 1024 * 1024;

    private static final Pattern PATH = Pattern.compile("[a-z_]+/file_(\\d{1,18})(\\.\\w+)?");

    private final SandboxSettings settings;
    private final Map<Long, StoredFile> files = new LinkedHashMap<>();
    private final ArrayDeque<StoredFile> holding = new ArrayDeque<>();
    private final Numbers numbers = new Numbers();
    private long held;

    FileStore(SandboxSettings settings) {
        this.settings = settings;
    }

    /** Stores a file; a photo becomes several sizes, smallest first, all with the same bytes as live ones may have. */
    List<StoredFile> store(MediaKind kind, UploadedFile upload, FileShape shape) {
        Buffer content = upload.content();
        return store(kind, upload, shape, new StoredFile.Content(content == null ? null : Body.of(content)));
    }

    /** Stores a file whose bytes are made up when somebody downloads it, so that its size costs nothing. */
    List<StoredFile> storeGenerated(MediaKind kind, UploadedFile described, FileShape shape) {
        return store(kind, described, shape, new StoredFile.Content(new GeneratedBody(described.size())));
    }

    /** Good for this bot only. */
    String fileId(Bot bot, StoredFile file) {
        String inner = bot.id() + "/" + file.number();
        return file.kind().idPrefix()
                + Base64.getUrlEncoder().withoutPadding().encodeToString(inner.getBytes(StandardCharsets.UTF_8));
    }

    Optional<StoredFile> byFileId(Bot bot, String fileId) {
        String prefix = bot.id() + "/";
        return Arrays.stream(MediaKind.values())
                .filter(kind -> fileId.startsWith(kind.idPrefix()))
                .map(kind -> inner(fileId.substring(kind.idPrefix().length())))
                .filter(inner -> inner.startsWith(prefix))
                .map(inner -> inner.substring(prefix.length()))
                .filter(number -> number.matches("\\d{1,18}"))
                .findFirst()
                .flatMap(number -> byNumber(Long.parseLong(number)));
    }

    synchronized Optional<StoredFile> byNumber(long number) {
        return Optional.ofNullable(files.get(number));
    }

    /** The answer to {@code GET /file/bot<TOKEN>/<path>}. */
    Answer download(String path) {
        Matcher parts = PATH.matcher(path);
        Optional<StoredFile> file = parts.matches() ? byNumber(Long.parseLong(parts.group(1))) : Optional.empty();
        Body body = file.filter(known -> known.path().equals(path) && known.size() <= MOST_DOWNLOAD)
                .map(StoredFile::content)
                .map(StoredFile.Content::body)
                .orElseThrow(TelegramRefusal::notFound);
        return Answer.of(200, body, Map.of("Content-Type", "application/octet-stream"));
    }

    synchronized void clear() {
        files.clear();
        holding.clear();
        held = 0;
    }

    private synchronized List<StoredFile> store(
            MediaKind kind, UploadedFile upload, FileShape shape, StoredFile.Content content) {
        List<StoredFile> stored = new ArrayList<>();
        for (FileShape size : sizes(kind, shape)) {
            long number = numbers.next();
            StoredFile file = new StoredFile(
                    number,
                    kind,
                    kind.path(number, kind == MediaKind.PHOTO ? "" : upload.fileName()),
                    upload.fileName(),
                    upload.mimeType(),
                    upload.size(),
                    upload.sha256(),
                    size,
                    content);
            files.put(number, file);
            stored.add(file);
        }
        while (files.size() > settings.fileLimit()) {
            files.remove(files.keySet().iterator().next());
        }
        if (upload.content() != null) {
            hold(stored.getLast());
        }
        return stored;
    }

    private void hold(StoredFile file) {
        holding.addLast(file);
        held += file.size();
        while (held > settings.keptTotalBytes() && holding.size() > 1) {
            StoredFile oldest = holding.removeFirst();
            oldest.content().drop();
            held -= oldest.size();
        }
    }

    private static List<FileShape> sizes(MediaKind kind, FileShape shape) {
        if (kind != MediaKind.PHOTO) {
            return List.of(shape);
        }
        List<FileShape> sizes = new ArrayList<>(List.of(shape.scaledTo(90), shape.scaledTo(320), shape));
        return sizes.stream().distinct().toList();
    }

    private static String inner(String encoded) {
        try {
            return new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }
}
