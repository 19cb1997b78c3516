# Grades scores under pts-152010301-01 and writes what certrec grade writes:
#
#     mawk -f grade.awk scores.csv
#
# Plain files only: awk knows no quotes. Columns candidate_id,name,site,level,theory,practical.
function kind(cell) {
  if (cell == "") return 1
  if (cell == "absent" || cell == "缺考") return 2
  if (cell == "disqualified" || cell == "违纪") return 3
  return cell >= 60 ? -1 : 0
}
function reason(name, cell) {
  if (worst == 0) return name " " (cell + 0) " is below 60 by " sprintf("%.6g", 60 - cell) " (1.9.2)"
  if (worst == 1) return name " is not yet scored"
  return (worst == 2 ? "absent from " : "disqualified in ") name
}
BEGIN {
  FS = OFS = ","
  word[-1] = "pass"; word[0] = "fail"; word[1] = "pending"; word[2] = "absent"; word[3] = "disqualified"
}
NR == 1 { print $0, "outcome", "awarded", "reasons", "standard"; next }
{
  theory = kind($5)
  practical = kind($6)
  worst = theory > practical ? theory : practical
  reasons = ""
  if (worst >= 0) {
    if (theory == worst) reasons = reason("theory", $5)
    if (practical == worst) reasons = (reasons == "" ? "" : reasons "; ") reason("practical", $6)
  }
  print $0, word[worst], worst < 0 ? $4 : "", reasons, "pts-152010301-01"
}
