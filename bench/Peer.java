// Lucene's own analyzers and BM25 over a collection, as the peer of bench/search.py: LANGUAGE POOL.tsv QUERIES.tsv,
// each line an id and a text. Prints for each query its id, the ids of the ten best, and the microseconds it took.

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.ar.ArabicAnalyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.queryparser.classic.QueryParser;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;

public class Peer {
  public static void main(String[] args) throws Exception {
    Analyzer analyzer = switch (args[0]) {
      case "ar" -> new ArabicAnalyzer();
      case "fr" -> new FrenchAnalyzer();
      default -> new EnglishAnalyzer();
    };
    Directory folder = new ByteBuffersDirectory();
    try (IndexWriter writer = new IndexWriter(folder, new IndexWriterConfig(analyzer))) {
      for (String line : Files.readAllLines(Path.of(args[1]), StandardCharsets.UTF_8)) {
        int tab = line.indexOf('\t');
        Document document = new Document();
        document.add(new StoredField("id", line.substring(0, tab)));
        document.add(new TextField("text", line.substring(tab + 1), Field.Store.NO));
        writer.addDocument(document);
      }
    }
    IndexSearcher searcher = new IndexSearcher(DirectoryReader.open(folder));
    QueryParser parser = new QueryParser("text", analyzer);
    StringBuilder said = new StringBuilder();
    for (String line : Files.readAllLines(Path.of(args[2]), StandardCharsets.UTF_8)) {
      int tab = line.indexOf('\t');
      String words = line.substring(tab + 1);
      long began = System.nanoTime();
      List<String> found = new ArrayList<>();
      if (!words.isBlank()) {
        for (ScoreDoc hit : searcher.search(parser.parse(QueryParser.escape(words)), 10).scoreDocs) {
          found.add(searcher.storedFields().document(hit.doc).get("id"));
        }
      }
      said.append(line, 0, tab).append('\t').append(String.join(" ", found)).append('\t');
      said.append((System.nanoTime() - began) / 1000).append('\n');
    }
    System.out.write(said.toString().getBytes(StandardCharsets.UTF_8));
    System.out.flush();
  }
}
