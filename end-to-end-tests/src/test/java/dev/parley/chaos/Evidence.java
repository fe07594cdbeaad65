package dev.parley.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * What an outsider knows of one conversation.
 *
 * @param written what the person wrote, oldest first
 * @param perhapsWritten what the person wrote without an answer from the platform, which may have heard it or not
 * @param accepted text to id of the sends that were answered with 202, in the order in which they were
 * @param edited id to text of the edits that were asked for; each may have happened or not
 * @param neverAnswered sends that were not accepted however often they were repeated, each with the last answer
 * @param shown the messages that the API shows
 * @param received the texts that the person received, oldest first
 */
record Evidence(
        String platform,
        String chat,
        List<String> written,
        List<String> perhapsWritten,
        Map<String, String> accepted,
        Map<String, String> edited,
        List<String> neverAnswered,
        List<JsonNode> shown,
        List<String> received) {}
