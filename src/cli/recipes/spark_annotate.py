"""Annotates JSON Lines with Parallax under Apache Spark: on all cores of one machine, or on many machines.

    python3 spark_annotate.py articles.jsonl annotated --program target/native/parallax
    spark-submit --files parallax spark_annotate.py hdfs:///articles.jsonl hdfs:///annotated --program ./parallax

`parallax annotate` reads a line, writes a line and keeps nothing, so each partition is piped through a program of its
own. OUTPUT is a new folder of JSON Lines; `cat OUTPUT/part-*` is, byte for byte and in the same order, what one
`parallax annotate < INPUT` writes. For that
- each article has an `id` of its own (one without is named after its line in its partition);
- INPUT is one file (the order of several is Spark's: sort by `id`), in UTF-8 (what is not, Spark hands on as U+FFFD,
  where Parallax alone refuses the line).

A line that cannot be read costs itself alone: the others of its partition are written, the exit status is 1, and what
is wrong with it stands in the standard error of its executor, with its number in the partition. A program that ends in
any other way (not found, killed, out of memory) fails its partition, which a cluster tries again up to
`spark.task.maxFailures` times and then fails the job: the exit status is 1 and OUTPUT has no `_SUCCESS`.
"""
import argparse
import shlex
import sys

from pyspark.sql import SparkSession

call = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
call.add_argument("input", help="JSON Lines: a file, a folder or a pattern")
call.add_argument("output", help="a folder that is not there yet")
call.add_argument("--program", default="parallax", help="the program, as an executor finds it")
call.add_argument("--partitions", type=int, help="at least so many; without it, as many as the file has blocks")
asked = call.parse_args()

spark = SparkSession.builder.appName("parallax annotate").getOrCreate()
# Without checkCode a program that was killed looks like one that came to its end; with it, 1 would be taken for that.
annotate = shlex.join(["sh", "-c", shlex.quote(asked.program) + " annotate || [ $? -eq 1 ]"])
lines = spark.sparkContext.textFile(asked.input, asked.partitions)
lines.pipe(annotate, checkCode=True).saveAsTextFile(asked.output)

articles = spark.read.text(asked.input).where(r"value rlike '\\S'").count()
annotated = spark.read.text(asked.output).count()
spark.stop()
print(f"{annotated} of {articles} articles annotated", file=sys.stderr)
sys.exit(0 if annotated == articles else 1)
