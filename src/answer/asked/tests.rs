//! Questions, and what they ask for.

use super::*;

fn asked_of_baker(typed: &str) -> Option<AskedFor> {
    asked(typed, |word| ["ann", "baker", "miller"].contains(&word))
}

/// The first sixty were written before the grammar, the others before it was changed for them.
const QUESTIONS: &str = r#"
Does the speech mention strikes? | Mention | strikes
does it mention the minimum wage | Mention | minimum wage
Is there anything about Chernobyl? | Mention | Chernobyl
Is there any mention of women workers in the text? | Mention | women workers
any mention of artificial intelligence | Mention | artificial intelligence
Does he ever talk about taxes? | Mention | taxes
Did he say anything about Taiwan? | Mention | Taiwan
Does the speaker use the word "struggle"? | Quotation | struggle
Does the word “pension” appear in the speech? | Quotation | pension
Are migrant workers mentioned? | Mention | migrant workers
Is the Belt and Road mentioned anywhere? | Mention | Belt and Road
Was climate change brought up? | Mention | climate change
Does the speech contain the phrase "common prosperity"? | Quotation | common prosperity
Does "Marx" come up at all? | Quotation | Marx
has he spoken of unemployment | Mention | unemployment
do they mention trade unions anywhere in the speech | Mention | trade unions
anything on housing? | Mention | housing
Is "robot" in the speech? | Quotation | robot
Does the text refer to Mao? | Mention | Mao
Is there a reference to Lenin? | Mention | Lenin
did Baker mention the United States | Mention | United States
How often does he say "workers"? | Count | workers
How many times is the Party mentioned? | Count | Party
How many times does the word innovation appear in the text? | Count | innovation
how often is “China” used? | Count | China
count the word dream | Count | dream
How many times does he use the phrase 'working class'? | Count | working class
number of times he mentions Marxism | Count | Marxism
how frequently does "union" come up? | Count | union
List every line with "craftsmanship" | Quotation | craftsmanship
show me all the places where he mentions the ACFTU | Mention | ACFTU
Where does the word "model" occur? | Quotation | model
find every mention of digital | Mention | digital
all sentences containing "reform" | Quotation | reform
Where does he mention rural migrant workers? | Mention | rural migrant workers
give me every passage that mentions skilled workers | Mention | skilled workers
quote all lines that contain the word unity | Mention | unity
What are the main points? | Outline |
What are the three numbered points of the speech? | Outline |
What are the 4 sections? | Outline |
What is the speech about? | Outline |
Summarise it | Outline |
tl;dr | Outline |
can you give me a summary of the speech | Outline |
list the sections | Outline |
table of contents | Outline |
how is the speech structured? | Outline |
What does he say about unions? | Passage |
What is said about unions? | Passage |
How many workers are there? | Passage |
How often should unions meet? | Passage |
Does the Party lead the unions? | Passage |
Is there a plan for skills training? | Passage |
Where was the speech given? | Passage |
How many members does the union have | Passage |
What are the main creators of social wealth? | Passage |
What are the main tasks of unions? | Passage |
Why does he mention craftsmen? | Passage |
Which cities are mentioned? | Passage |
Does he say that workers create wealth? | Passage |
Does it mention how many members there are? | Passage |
Does he mention them? | Passage |
Does the constitution mention unions? | Passage |
Is Taiwan ever mentioned by the speaker? | Mention | Taiwan
do you see anything about pensions in there | Mention | pensions
was there any mention of the army? | Mention | army
does it talk about climate? | Mention | climate
Hey, does the president mention AI anywhere in his remarks? | Mention | AI
Any reference to Confucius in the speech? | Mention | Confucius
Is the word "freedom" used? | Quotation | freedom
is freedom mentioned in it | Mention | freedom
Does he refer to the constitution | Mention | constitution
I wonder if he mentions Russia | Mention | Russia
can you tell me whether strikes are mentioned | Mention | strikes
Does the phrase "new era" appear? | Quotation | new era
does this speech contain the word democracy | Mention | democracy
did Ann Baker talk about farmers | Mention | farmers
are there any mentions of the gig economy? | Mention | gig economy
Has the speaker said anything regarding wages? | Mention | wages
Did she bring gender equality up? | Mention | gender equality
does he quote Marx | Mention | Marx
Was there anything on trade with America | Mention | trade with America
Does religion come up? | Mention | religion
Nothing about students? | Mention | students
does the address touch on corruption | Mention | corruption
How many times does "modernization" come up in this text? | Count | modernization
how many times did he say party? | Count | party
How often do you find the word people | Count | people
how many mentions of women are there? | Count | women
what's the number of occurrences of "labor"? | Count | labor
how many times is labor model mentioned | Count | labor model
How often are young people mentioned? | Count | young people
Can you count how many times "rights" is used? | Count | rights
count mentions of technology | Count | technology
How frequently does he talk about the Party? | Count | Party
how many times the word socialism is used | Count | socialism
show every sentence mentioning poverty | Mention | poverty
Find all passages about vocational training | Mention | vocational training
Where is the labor law mentioned? | Mention | labor law
in which paragraphs does he mention youth? | Mention | youth
Which paragraphs mention technology? | Mention | technology
list all mentions of Marxism-Leninism | Mention | Marxism-Leninism
give me every line where he says "we must" | Quotation | we must
Where does the phrase "all-round" come up? | Quotation | all-round
print all lines with the word dream | Mention | dream
All references to Chinese modernization please | Mention | Chinese modernization
what parts talk about digital economy | Mention | digital economy
I need every quote about solidarity | Mention | solidarity
where can I find the word "harmony"? | Quotation | harmony
give me the outline | Outline |
What are the key takeaways? | Outline |
what's this about | Outline |
Whats the main message | Outline |
Can you sum up the speech for me? | Outline |
TLDR please | Outline |
what does the speech cover | Outline |
summarize in 3 bullet points | Outline |
Give a brief overview of his address | Outline |
what topics does he talk about | Outline |
how many sections does the speech have? | Outline |
Which sections are there? | Outline |
what is the gist of it | Outline |
What is the main task of unions? | Passage |
What is the summary of section 2 | Passage |
What are the main points about unions? | Passage |
Does it say who founded the union? | Passage |
Is there a law on unions? | Passage |
Are workers in debt? | Passage |
where are the unions | Passage |
When was the union mentioned first? | Passage |
How many times did the congress meet? | Passage |
how often does the congress meet | Passage |
Does the union use funds? | Passage |
which leader does he mention? | Passage |
Who does he mention? | Passage |
does he say unions are strong? | Passage |
What did he say about the main points of the plan? | Passage |
What does the union contain? | Passage |
Is the mass line still used? | Passage |
Is there any hope for workers? | Passage |
Does he discuss why unions matter? | Passage |
does he say we shall overcome | Quotation | we shall overcome
does he say i have a dream | Quotation | i have a dream
Did Baker ever say “bread is good”? | Quotation | bread is good
does he mention god and how often | Mention | god
How often does he say freedom, and where? | Count | freedom
Does he say “freedom”, and in which paragraphs? | Quotation | freedom
where and how often does he mention bread | Count | bread
how often and where is bread mentioned? | Count | bread
are strikes mentioned, how many times? | Mention | strikes
Does he mention bread and where it is baked? | Passage |
who mentions Lincoln | Mention | Lincoln
Who else has talked about unions? | Mention | unions
which president mentions wages | Mention | wages
Which of the speeches contain the word "salt"? | Quotation | salt
what speeches bring up the army? | Mention | army
do any of these speeches mention strikes | Mention | strikes
Who uses force? | Passage |
Who names the chairman? | Passage |
Who said that unions are strong? | Passage |
Which union mentions wages? | Passage |
does he say freedom | Mention | freedom
does she say the word bread | Mention | bread
does he say unions will win | Passage |
does the union say we must strike | Passage |
does he say anything about us | Passage |
did Baker or Miller mention bread | Mention | bread
do Ann Baker, Miller and Ann mention bread? | Mention | bread
who mentions salt more, Baker or Miller | Mention | salt
who mentions salt more baker or miller | Mention | salt
who mentions salt: Baker or Miller | Mention | salt
who mentions salt, Baker or Miller? | Mention | salt
Who mentions bread, salt or oil | Mention | bread, salt or oil
which speech mentions salt most | Mention | salt
who talks about salt the most | Mention | salt
how often is salt mentioned in each speech | Count | salt
how often does he mention salt in all speeches | Count | salt
does every speech mention salt | Mention | salt
is salt mentioned in the Baker speech | Mention | salt
is salt mentioned by Baker and Miller | Mention | salt
was salt ever mentioned in president Baker's speech | Mention | salt
is salt mentioned in the union speech | Passage |
how often does he say want more | Count | want more
does he mention the death of Baker | Mention | death of Baker
does Miller mention $85 | Mention | $85
is 5% mentioned? | Mention | 5%
where in the speech is salt mentioned | Mention | salt
which section mentions salt the most | Mention | salt
Where does he mention Thomas More? | Mention | Thomas More
who mentions the year 1812 | Mention | 1812
does it mention the number 18 | Mention | 18
does he mention the number of loaves | Mention | number of loaves
does he mention neither wages nor strikes | Mention | wages nor strikes
he mentions wages, right? | Mention | wages
which speech doesn't mention salt | Mention | salt
which speech doesnt mention salt | Mention | salt
Who has never mentioned salt? | Mention | salt
does he not mention salt | Mention | salt
who says "bear any burden" | Quotation | bear any burden
who uses the phrase salt and bread | Mention | salt and bread
who included the farmers | Passage |
in which speech is the phrase "four freedoms"? | Quotation | four freedoms
Where was "What to the Slave" given? | Passage |
does he mention forever | Mention | forever
Does he mention May? | Passage |
does it say anything about the US | Mention | US
Does he mention the US? | Mention | US
does he mention us | Passage |
does he say he may | Passage |
"#;

#[test]
fn questions_are_told_apart_by_what_they_ask_for() {
    for line in QUESTIONS.lines().filter(|line| !line.is_empty()) {
        let [typed, kind, words] = line.split('|').map(str::trim).collect::<Vec<_>>()[..] else {
            panic!("{line}")
        };
        let words = words.to_owned();
        let expected = match kind {
            "Mention" => Some(AskedFor::Mention(words)),
            "Quotation" => Some(AskedFor::Quotation(words)),
            "Count" => Some(AskedFor::Count(words)),
            "Outline" => Some(AskedFor::Outline),
            _ => None,
        };
        assert_eq!(asked_of_baker(typed), expected, "{typed}");
    }
}
